import { z } from 'zod'
import { adjustableRules } from '../checks/index.ts'
import { frontMatter, glossaryFile, searchTestsFile, siteFile } from '../content/schema.ts'

/** JSON Schema of the kind that editors read: draft 7. */
export type EditorSchema = Readonly<Record<string, unknown>>

/**
 * What editors are told of the files that authors write: the gate's own schemas, and what it knows besides them. `layouts` are
 * the names that `layout:` may have.
 */
export const editorSchemas = (layouts: readonly string[]) =>
  ({
    'front-matter': schemaOf(frontMatter, (schema) => {
      const { layout, category } = propertiesOf(schema)
      if (layout) layout.enum = [...layouts]
      if (category) category.examples = ['Frequently Asked Questions']
      // The gate asks for it in words of its own.
      schema.required = ['title', 'category']
    }),
    site: schemaOf(siteFile, (schema) => {
      const { rules } = propertiesOf(schema)
      if (!rules) return
      const severity = rules.additionalProperties ?? {}
      rules.properties = Object.fromEntries(adjustableRules.map((rule) => [rule, severity]))
      rules.additionalProperties = unknown('There is no check of this name that can be changed.')
      delete rules.propertyNames
    }),
    glossary: schemaOf(glossaryFile),
    'search-tests': schemaOf(searchTestsFile),
  }) as const satisfies Record<string, EditorSchema>

type JsonSchema = z.core.JSONSchema.BaseSchema

const propertiesOf = ({ properties }: JsonSchema): Record<string, JsonSchema> =>
  (properties ?? {}) as Record<string, JsonSchema>

/** Editors tell of a key that has this message; to a validator it is fine, as it is to the gate. */
const unknown = (message: string): JsonSchema => ({ deprecationMessage: message })

function schemaOf(schema: z.ZodType, complete?: (schema: JsonSchema) => void): EditorSchema {
  const made = z.toJSONSchema(schema, {
    target: 'draft-7',
    // As it is written, before anything is made of it.
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema instanceof z.ZodObject)
        jsonSchema.additionalProperties = unknown('This key is not known here: it has no effect.')
    },
  })
  // Afterwards, as what is set above is met again in each wrapping of a type.
  complete?.(made)
  return made
}
