export type Theme = 'device' | 'light' | 'dark'

/** The one thing that the site keeps in a reader's browser, and only once she has chosen. */
const key = 'answerbook-theme'

export function chosenTheme(): Theme {
  try {
    const stored = localStorage.getItem(key)
    return stored === 'light' || stored === 'dark' ? stored : 'device'
  } catch {
    // A browser may forbid it altogether.
    return 'device'
  }
}

/** Shows the colours at once and remembers them; the device's own are remembered by forgetting. */
export function chooseTheme(theme: Theme): void {
  if (theme === 'device') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  try {
    if (theme === 'device') localStorage.removeItem(key)
    else localStorage.setItem(key, theme)
  } catch {
    // It holds for this page, then.
  }
}
