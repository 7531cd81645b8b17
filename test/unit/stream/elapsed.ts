/** Milliseconds that something takes. */
export async function elapsed(work: () => unknown): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
