import { strings } from '../strings.ts'

/** What runs on every page. Everything on it can be read and followed without. */
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
  button.hidden = false
  button.addEventListener('click', () => copyLink(button))
}

async function copyLink(button: HTMLButtonElement): Promise<void> {
  const said = button.nextElementSibling
  const address = new URL(button.dataset.copy ?? '', location.href).href
  try {
    await navigator.clipboard.writeText(address)
    if (said) said.textContent = strings.copied
  } catch {
    // Browsers allow it only on secure addresses, and a policy may forbid it. The reader can still copy by hand.
    if (said) said.textContent = `${strings.copyFailed} ${address}`
  }
}
