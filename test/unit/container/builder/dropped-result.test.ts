import { readFileSync } from 'node:fs'
import { Linter } from 'eslint'
import { expect, test } from 'vitest'
import { flags } from '../../../../src/container/builder/request.js'

/** The configuration that the page shows. */
async function configOfPage(): Promise<Linter.Config[]> {
  const [, code = ''] =
    /^```js\n(\/\/ eslint\.config\.js\n[^]*?)^```/m.exec(readFileSync('docs/containers.md', 'utf8')) ?? []
  const module = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)) as unknown
  return (module as { default: Linter.Config[] }).default
}

test('the lint rule of the page finds every setter whose result is dropped, and nothing else', async () => {
  const config = await configOfPage()
  const finds = (code: string): boolean => new Linter().verify(code, config).length > 0
  for (const setter of [...Object.keys(flags), 'raw']) expect(finds(`app.${setter}('x')`), setter).toBe(true)
  expect(finds("docker.container.run('nginx').net('front').publish('80')")).toBe(true)
  for (const code of [
    "app = app.net('front')",
    "if (open) app = app.publish('80').env('A', 'b')",
    "const web = app.name('web').start()",
    "app.name('web').start()",
    'async () => { await web.restart() }',
    'for (const net of nets) all.push(app.net(net))',
  ])
    expect(finds(code), code).toBe(false)
})
