import { wire } from '../engine/wire/wire.js'

/** Stands for the presence of its key, and holds nothing. */
export type EmptyObject = object

export const emptyObject = wire<EmptyObject>('EmptyObject', (z) => z.object<object>({}))
