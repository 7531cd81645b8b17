/** A client for short calls. What a method gives is looked at by the bench: a call that only seems to work is found out. */
export interface Caller {
  readonly name: string
  /** Whether the answer was right. */
  ping(): Promise<boolean>
  /** How many networks there are. */
  list(): Promise<number>
  /** The subnet of a network. */
  inspect(): Promise<string>
  /** Makes a network and removes it; the length of its id. */
  cycle(name: string): Promise<number>
  /** How many containers there are. */
  containers(): Promise<number>
  close(): Promise<void>
}

/** The network that is inspected. */
export const inspected = 'bridge'

/** What an inspected network is read for. */
export interface InspectedNetwork {
  readonly IPAM: { readonly Config?: readonly { readonly Subnet?: string | undefined }[] | null | undefined }
}

export function subnetOf({ IPAM }: InspectedNetwork): string {
  return IPAM.Config?.[0]?.Subnet ?? 'no subnet'
}
