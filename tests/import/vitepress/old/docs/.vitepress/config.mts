import { defineConfig } from 'vitepress'

const kitchen = [
  { text: 'Cooking', link: '/kitchen/cooking' },
  { text: 'Cleaning', link: '/kitchen/cleaning' },
]

export default defineConfig({
  title: 'Shared kitchen',
  description: 'Answers for everyone who cooks here',
  lang: 'en-GB',
  base: '/kitchen-help/',
  themeConfig: {
    sidebar: {
      '/guide/': [
        { text: 'Guide', items: [{ text: 'Keys', link: '/guide/keys' }, { text: 'Fees', link: '/guide/fees.html' }] },
      ],
      '/kitchen/': { base: '', items: [{ text: 'Kitchen', collapsed: false, items: kitchen }] },
    },
    socialLinks: [{ icon: 'github', link: 'https://code.example/' }],
  },
  transformHead({ page }) {
    return [['meta', { name: page }]]
  },
})
