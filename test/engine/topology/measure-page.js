// Runs in the browser: measures the pictures of a page, and leaves what is wrong with them as its text.

const wrong = []
// each picture has a style of its own
const pictures = [...document.querySelectorAll('div')].map(({ shadowRoot }) => shadowRoot.querySelector('svg'))
for (const picture of pictures) {
  const texts = [...picture.querySelectorAll('text')].map((text) => ({ text, box: text.getBoundingClientRect() }))
  const whole = picture.getBoundingClientRect()
  const tell = (what, ...of) =>
    wrong.push(`${picture.getRootNode().host.id}: ${what}: ${of.map(({ textContent }) => textContent).join(' / ')}`)

  // a pixel that two letters share is no fault
  const meet = (a, b, by = 1) =>
    a.left + by < b.right && b.left + by < a.right && a.top + by < b.bottom && b.top + by < a.bottom
  for (const [at, { text, box }] of texts.entries()) {
    if (box.width === 0) tell('is not drawn', text)
    if (box.left < whole.left || box.right > whole.right || box.top < whole.top || box.bottom > whole.bottom)
      tell('leaves the picture', text)
    for (const other of texts.slice(at + 1)) if (meet(box, other.box, 2)) tell('overlap', text, other.text)
    // the box that a text stands in, or the port's sign
    const frame = text.matches('.name,.image')
      ? text.parentElement.querySelector('.box')
      : text.matches('.port')
        ? text.previousElementSibling
        : undefined
    if (frame !== undefined) {
      const around = frame.getBoundingClientRect()
      if (box.left < around.left || box.right > around.right) tell('is wider than its box', text)
    }
    const contrast = contrastOf(inkOf(text), behind(text, box))
    if (contrast < 4.5) tell(`has a contrast of ${contrast.toFixed(2)}`, text)
  }
  for (const drawn of picture.querySelectorAll('circle, .stem, .bar'))
    for (const { text, box } of texts)
      if (meet(drawn.getBoundingClientRect(), box, 3)) tell(`a ${drawn.tagName} over`, text)
}
const texts = pictures.map((picture) => picture.querySelectorAll('text').length)
document.body.textContent = JSON.stringify({ texts, wrong })

function inkOf(element) {
  return getComputedStyle(element).fill
}

/** The colour that a text is drawn on: that of the last rectangle before it which holds its middle. */
function behind(text, box) {
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
  const before = [...text.ownerSVGElement.querySelectorAll('rect')].filter((rect) => {
    const { left, right, top, bottom } = rect.getBoundingClientRect()
    const first = (rect.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
    return first && left <= x && x <= right && top <= y && y <= bottom
  })
  return inkOf(before.at(-1))
}

function contrastOf(one, other) {
  const [bright, dark] = [lightness(one), lightness(other)].sort((a, b) => b - a)
  return (bright + 0.05) / (dark + 0.05)
}

/** Relative luminance, as WCAG 2 defines it. */
function lightness(colour) {
  const [red, green, blue] = colour
    .match(/\d+/g)
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
