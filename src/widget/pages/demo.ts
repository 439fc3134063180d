import { snippet } from './snippet.ts'

const code = document.getElementById('snippet')
if (code) code.textContent = snippet(location.origin, {})

for (const button of document.querySelectorAll<HTMLElement>('[data-ask]')) {
  button.addEventListener('click', () => window.HausPerfektChat?.ask(button.textContent.trim()))
}
