/** Runs where something was, and sends the reader on to where it is now. Without it, the page says where that is. */
function sendOn(): void {
  const anchor = decode(location.hash.slice(1))
  const note = anchor === '' ? null : document.getElementById(anchor)
  const answer = note?.dataset.moved === 'on' ? note.querySelector('a') : null
  const page = document.querySelector<HTMLAnchorElement>('[data-moved-page] a')
  // A note that says "gone for good" is to be read.
  if (answer) location.replace(answer.href)
  else if (page && note?.dataset.moved === undefined)
    location.replace(page.href.includes('#') ? page.href : page.href + location.hash)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

sendOn()
addEventListener('hashchange', sendOn)
