/** The door `mooring/cidr`: addresses, blocks and MAC addresses as values. No I/O. */
export { Ip, type Family } from './ip.js'
export { Cidr } from './cidr.js'
export { Mac } from './mac.js'
export { freeAddress, freeBlock, freeBlocks, overlaps, type FreeAddressQuery, type FreeBlockQuery } from './set.js'
export type { CidrCode } from './cidr-text.js'
export type { Check } from './refusal.js'
export type { CidrScope, IpScope } from './scope.js'
export type { BlockText, CidrText, IpText, MacText } from './text.js'
