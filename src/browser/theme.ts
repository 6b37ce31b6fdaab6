import { chosenTheme } from './theme-choice.ts'

/** Runs before anything is painted, so that a page never flashes in other colours than the reader's own. */
const theme = chosenTheme()
if (theme !== 'device') document.documentElement.dataset.theme = theme
