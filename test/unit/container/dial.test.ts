import { describe, expect, test } from 'vitest'
import { readOutcomes } from '../../../src/container/addresses/dial.js'

describe('what programs say of a connection is read as what came of it', () => {
  test.each([
    ['0 connected', 'connected'],
    ['143 connected Terminated', 'connected'],
    ['0 connected closed', 'closed'],
    // busybox's nc, on glibc and on musl
    ["1 nc: can't connect to remote host (10.0.0.2): Connection refused", 'refused'],
    ["1 nc: can't connect to remote host (10.0.0.2): No route to host", 'unreachable'],
    ["1 nc: can't connect to remote host (10.0.0.2): Host is unreachable", 'unreachable'],
    ["1 nc: can't connect to remote host: Network unreachable", 'unreachable'],
    ["1 nc: can't connect to remote host: Cannot assign requested address", 'unreachable'],
    ["1 nc: can't connect to remote host: Address not available", 'unreachable'],
    ["1 nc: can't connect to remote host (10.0.0.2): Operation timed out", 'timed-out'],
    ["1 nc: bad address 'server-a'", 'name-not-resolved'],
    // with the compatibility that Alpine builds in
    ['1 nc: 10.0.0.2 (10.0.0.2:80): Connection refused', 'refused'],
    // bash
    ['1 10.0.0.2: connect: Connection refused 10.0.0.2: line 1: /dev/tcp/10.0.0.2/80: Connection refused', 'refused'],
    ['1 a: line 1: a: Name or service not known a: line 1: /dev/tcp/a/80: Invalid argument', 'name-not-resolved'],
    ['1 a: line 1: a: Temporary failure in name resolution', 'name-not-resolved'],
    // timeout: coreutils, busybox, and one that had to kill
    ['124', 'timed-out'],
    ['143 Terminated', 'timed-out'],
    ['137 ', 'timed-out'],
  ])('%s', (line, outcome) => expect(readOutcomes(`0 ${line}\n`, 1)).toEqual([outcome]))

  test('in the order of the targets, whatever the order of the answers', () => {
    expect(readOutcomes('2 0 connected\n0 124\n1 1 nc: Connection refused\n', 3)).toEqual([
      'timed-out',
      'refused',
      'connected',
    ])
    expect(readOutcomes('', 0)).toEqual([])
  })

  test.each([
    ['nothing', ''],
    ['a line that is missing', '0 0 connected\n'],
    ['a program that is not there', '0 127 sh: timeout: not found\n1 127 sh: timeout: not found'],
    ['one that does not know the option', "0 1 nc: invalid option -- 'e'\n1 1 nc: invalid option -- 'e'"],
    ['a bash without the network', '0 1 a: /dev/tcp/10.0.0.2/80: No such file or directory\n1 0 connected'],
    ['what is no line of the script', 'connected\nconnected\n1e9 0 connected'],
  ])('%s is no answer', (_, text) => expect(readOutcomes(text, 2)).toBeUndefined())
})
