/** One thing in an archive that is to be written. */
export interface TarEntry {
  /** Its path in the archive, with slashes between and none at either end: `etc/hosts`. */
  readonly name: string
  readonly type: 'file' | 'directory' | 'symlink' | 'link' | 'fifo'
  /** The permissions, with the bits for set-uid, set-gid and sticky. */
  readonly mode: number
  readonly modified: Date
  readonly uid: number
  readonly gid: number
  /** What a symbolic link says, or the name of the entry that a hard link is another name of. */
  readonly linkname?: string
  /** The content of a file: its bytes, or what opens it when its turn has come. */
  readonly content?: Uint8Array | FileContent
}

/** The content of a file that is read when its turn has come. */
export interface FileContent {
  /** Bytes. No more and no fewer are read. */
  readonly size: number
  readonly read: () => AsyncIterable<Uint8Array>
}

/** Entries in the order in which they are written. */
export type TarEntries = Iterable<TarEntry> | AsyncIterable<TarEntry>
