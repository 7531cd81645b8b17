import type { Ip } from './ip.js'

/** Whether it stands for every address of its family: `0.0.0.0` or `::`. */
export function isEveryAddress({ value }: Pick<Ip, 'value'>): boolean {
  return value === 0 || value === 0n
}
