/**
 * Embeds the chat as the generator's snippet would: the options come in the address. Only within the generator, so that
 * no link to this page can give our own address another's title and links.
 */
const options = ['title', 'accent', 'position', 'privacyUrl', 'imprintUrl'] as const

if (parent !== window) {
  const given = new URLSearchParams(location.search)
  const script = document.createElement('script')
  for (const name of options) script.dataset[name] = given.get(name) ?? ''
  script.src = '/widget.js'
  document.head.append(script)
}
