// A page of the site is called what its first heading says, not what its file is called.
export function load({ converter }) {
  converter.on('createDocument', (_context, page) => {
    const text = page.content.map((part) => part.text).join('')
    page.name = /^# (.+)$/m.exec(text)?.[1] ?? page.name
  })
}
