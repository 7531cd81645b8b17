import { reason } from './reason.js'

/** What engines say of volumes, and of themselves. */
export const systemReasons = [
  reason('VOLUME_IN_USE', {
    of: ['VolumeDelete'],
    says: /volume is in use(?: - \[(?<containers>[^\]]*)\])?/,
    details: ({ containers = '' }, { target }) => ({
      volume: target,
      containers: containers.split(/,\s*/).filter((id) => id !== ''),
    }),
    hint: 'remove the containers that use it first',
  }),
  reason('DRIVER_NOT_FOUND', {
    of: ['VolumeCreate'],
    says: /plugin "(?<driver>[^"]+)" not found/,
    details: ({ driver }) => ({ driver }),
    hint: 'docker.info() lists the volume drivers of the engine under Plugins.Volume',
  }),
  reason('NAME_TAKEN', {
    of: ['VolumeCreate'],
    says: [/volume (?<name>\S+) already exists/, /conflict: driver/],
    details: ({ name }, { target = '' }) => ({ noun: 'volume', name: name ?? target, holder: undefined }),
    hint: 'a volume of this name has other options: choose another name, or use what is there',
  }),
  reason('BAD_REQUEST', {
    of: ['VolumeCreate'],
    says: /missing required option|invalid option/,
    hint: "see the options of the volume's driver: of local they are type, device and o",
  }),
  reason('BAD_REQUEST', {
    of: ['VolumeCreate'],
    says: /includes invalid characters for a local volume name/,
    hint: 'use letters, digits, _, - and ., and begin with a letter or a digit',
  }),
]
