// Runs before `npm test` and `npm run tour`, in plain JavaScript and with no package: on a fresh clone it installs them.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The packages of the lock file, as they were when they were last installed. */
function installedLock() {
  const path = join(root, 'node_modules', '.mooring-lock.json')
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
if (installedLock() !== lock) {
  console.log('installing the packages of package-lock.json ...')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
  writeFileSync(join(root, 'node_modules', '.mooring-lock.json'), lock)
}
