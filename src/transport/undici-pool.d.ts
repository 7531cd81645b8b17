// The Pool alone: a third of the import time of the whole of undici, and Bun does not replace this path by its stub.
declare module 'undici/lib/dispatcher/pool.js' {
  import type { Pool } from 'undici'
  const PoolClass: typeof Pool
  export default PoolClass
}
