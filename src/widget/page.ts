import { mountChat } from './chat.ts'

const place = document.getElementById('chat')
if (place) mountChat(place)
