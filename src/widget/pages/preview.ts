/** Embeds the chat as the generator's snippet would: the options come in the address. */
const script = document.createElement('script')
for (const [name, value] of new URLSearchParams(location.search)) script.dataset[name] = value
script.src = '/widget.js'
document.head.append(script)
