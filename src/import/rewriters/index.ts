import { admonitions } from './admonitions.ts'
import { attributeLists } from './attribute-lists.ts'
import { codeForms } from './code-forms.ts'
import { comments } from './comments.ts'
import { components } from './components.ts'
import { details } from './details.ts'
import { headings } from './headings.ts'
import { html } from './html.ts'
import { htmlTables } from './html-tables.ts'
import { liquid } from './liquid.ts'
import { literals } from './literals.ts'
import { math } from './math.ts'
import { pythonMarks } from './python-marks.ts'
import { questions } from './questions.ts'
import type { Rewriter } from './rewriter.ts'
import { scripts } from './scripts.ts'
import { shortcodes } from './shortcodes.ts'
import { snippets } from './snippets.ts'
import { tabs } from './tabs.ts'

/** Every rewriter, in the order in which a body goes through them. To add one, write a file beside this one and a line here. */
export const rewriters: readonly Rewriter[] = [
  literals, // {% raw %}, v-pre: what follows is text
  codeForms, // highlight tags and code groups become fences, which all below leave alone
  comments, // {% comment %}, {/* … */}, {{/* … */}}
  scripts, // import lines, <script>, <style>
  snippets, // --8<--, <<<, @include
  tabs, // === "Tab": what was set in stands out again
  admonitions, // !!! note, :::tip, {{< hint >}}, {: .note }
  attributeLists, // {: .class #id }
  liquid, // {% include %}, {{ site.title }}
  shortcodes, // {{< figure >}}
  components, // <Tabs>, <MyChart />
  pythonMarks, // ++ctrl+c++, *[short]: what it stands for
  math, // $$ … $$
  details, // <details>: a question that was no heading
  htmlTables, // before the tags in their cells
  html, // <b>, <a href>, <div>
  questions, // Q: and A:
  headings, // those without words
]
