// @ts-check
const lightTheme = require('prism-react-renderer').themes.github

/** @type {import('@docusaurus/types').Config} */
const config = {
  title: 'Ferry answers',
  tagline: 'Before you sail, and on board',
  url: 'https://ferry.example',
  baseUrl: '/',
  i18n: { defaultLocale: 'en', locales: ['en'] },
  presets: [
    ['classic', { docs: { routeBasePath: 'help', sidebarPath: './sidebars.js' }, blog: { path: 'blog' } }],
  ],
  themeConfig: { prism: { theme: lightTheme } },
}

module.exports = config
