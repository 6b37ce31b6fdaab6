// Packages that ship no types: the parts of them that this project uses, as their documentation describes them.
declare module '@11ty/eleventy' {
  export interface EleventyConfig {
    addPlugin(plugin: (config: EleventyConfig) => void): void
    addTemplate(path: string, content: string, data: Record<string, unknown>): void
    addTemplateFormats(format: string): void
    addExtension(extension: string, options: ExtensionOptions): void
    setLayoutsDirectory(path: string): void
    setTemplateFormats(formats: string[]): void
    setUseGitIgnore(use: boolean): void
  }
  export interface ExtensionOptions {
    read?: boolean
    getData?: boolean
    useJavaScriptImport?: boolean
    getInstanceFromInputPath?: (path: string) => Promise<unknown>
    compileOptions?: { cache?: boolean }
    compile: (content: string, path: string) => (data: Record<string, unknown>) => string
  }
  export interface EleventyOptions {
    configPath: string
    quietMode: boolean
    source: 'cli' | 'script'
    config: (config: EleventyConfig) => void
  }
  export default class Eleventy {
    constructor(input: string, output: string, options: EleventyOptions)
    disableLogger(): void
    write(): Promise<unknown>
  }
}
declare module '@11ty/eleventy-dev-server' {
  import type { IncomingMessage, Server, ServerResponse } from 'node:http'
  export interface DevServerOptions {
    port?: number
    liveReload?: boolean
    domDiff?: boolean
    pathPrefix?: string
    portReassignmentRetryCount?: number
    middleware?: ((request: IncomingMessage, response: ServerResponse, next: () => void) => void)[]
    messageOnStart?: (details: { localhostUrl: string }) => string | false
    logger?: {
      log: (...text: string[]) => void
      info: (...text: string[]) => void
      error: (...text: string[]) => void
    }
  }
  export default class EleventyDevServer {
    constructor(name: string, folder: string, options: DevServerOptions)
    server: Server
    ready(): Promise<void>
    protected _serverListen(port: number): void
    serve(port: number): void
    /** Makes the server of web sockets that `updateServer` is, once the port is open. */
    setupReloadNotifier(): void
    protected updateServer: { on(event: 'connection', listener: (socket: { send(text: string): void }) => void): void }
    sendUpdateNotification(message: { type: string }): void
    getFileContentType(path: string, response: ServerResponse): string | undefined
    close(): Promise<void>
  }
}

declare module '*.css' {
  const text: string
  export default text
}

declare module 'markdown-it-deflist' {
  const plugin: (md: import('markdown-it').MarkdownIt) => void
  export default plugin
}
declare module 'markdown-it-footnote' {
  const plugin: (md: import('markdown-it').MarkdownIt) => void
  export default plugin
}

declare module 'wink-porter2-stemmer' {
  export default function stem(word: string): string
}
