import { reason } from './reason.js'

/** Of these a registry is asked. An engine without the image asks one before it makes a container, too. */
const registry = ['ImageCreate', 'ImagePush', 'ImageSearch', 'DistributionInspect', 'SystemAuth', 'ImageBuild']
const archives = ['ImageLoad', 'ImageCreate', 'PutContainerArchive', 'ImageBuild']

/** What engines say of images, registries and archives. */
export const imageReasons = [
  // A program of a build has failed: what stands between the quotes is its command, and nothing that the engine says.
  reason('SERVER_ERROR', { of: ['ImageBuild'], says: /^The command '[^]*' returned a non-zero code: \d+$/ }),
  reason('NOT_FOUND', {
    of: registry,
    // the second with the containerd image store
    says: [/manifest for (?<ref>\S+) not found/, /failed to resolve reference "(?<name>[^"]+)": .*: not found$/],
    details: ({ ref, name }) => ({ noun: 'image', ref: ref ?? name ?? '' }),
    hint: 'the registry has no such tag or digest: check the part behind the colon',
  }),
  // A push of what is not here, and a question about what the registry does not have.
  reason('NOT_FOUND', {
    of: ['ImagePush'],
    says: [/tag does not exist: (?<ref>\S+)/, /does not exist locally with the tag: (?<untagged>\S+)/],
    details: ({ ref, untagged = '' }) => ({ noun: 'image', ref: ref ?? untagged }),
    hint: 'give the image this name first: image.tag(name)',
  }),
  // With the containerd image store.
  reason('NOT_FOUND', {
    of: registry,
    says: /failed to resolve reference "(?<ref>[^"]+)": .*: not found$/,
    details: ({ ref = '' }) => ({ noun: 'image', ref }),
    hint: 'the registry has no such tag or digest: check the part behind the colon',
  }),
  reason('NOT_FOUND', {
    of: ['DistributionInspect'],
    says: /^manifest unknown/,
    details: (_, { target = '' }) => ({ noun: 'image', ref: target }),
    hint: 'the registry has no such tag or digest: check the part behind the colon',
  }),
  reason('UNAUTHORIZED', {
    of: ['SystemAuth'],
    says: /login attempt to \S+ failed with status: 401/,
    hint: 'the registry does not know this name and password',
  }),
  reason('NOT_FOUND', {
    of: registry,
    says: /pull access denied for (?<ref>\S+?),/,
    details: ({ ref = '' }) => ({ noun: 'image', ref }),
    hint: 'check its name; if it is private, say who asks: docker.image.pull(name, { auth: { username, password } })',
  }),
  reason('UNAUTHORIZED', {
    of: registry,
    says: [
      /no basic auth credentials/,
      /unauthorized: /,
      /authentication required/,
      /incorrect username or password/,
      /denied: requested access to the resource is denied/,
      /unexpected status from \w+ request to \S+: 401 Unauthorized/,
    ],
    hint: 'say who asks: { auth: { username, password } }',
  }),
  reason('REGISTRY_UNREACHABLE', {
    of: registry,
    says: [
      /dial tcp:? .*(?:connection refused|no such host|i\/o timeout|network is unreachable|server misbehaving|Temporary failure)/,
      /(?:Client\.Timeout|context deadline exceeded|TLS handshake timeout|request canceled)/,
      /server gave HTTP response to HTTPS client/,
      /x509: /,
    ],
    details: (_, { target }) => ({ image: target }),
    hint: "the engine's host must reach the registry; one without TLS stands in insecure-registries of the engine's daemon.json",
  }),
  // Before NOT_FOUND: 404 from a create, an error in the stream of a pull; 26 says "wanted", 28 "its platform".
  reason('PLATFORM_UNAVAILABLE', {
    of: ['ContainerCreate', 'ImageInspect', 'ImageHistory', 'ImageGet', 'ImageGetAll', 'ImageLoad', ...registry],
    says: [
      /was found but its platform \((?<found>[^)]*)\) does not match the specified platform(?: \((?<wanted>[^)]*)\))?/,
      /(?:does not provide the specified|doesn't provide the requested) platform \((?<several>[^)]*)\)/,
      /does not (?:match|provide) the specified platform(?:: wanted (?<platform>[^,\s]+), actual: (?<actual>[^,\s]+))?/,
      /no matching manifest for (?<missing>\S+) in the manifest list entries/,
      /no match for platform in manifest/,
    ],
    details: ({ found, wanted, several, platform, actual, missing }) => ({
      platform: wanted ?? several ?? platform ?? missing,
      found: found ?? actual,
    }),
    hint: 'leave the platform out to take what the registry has, or name one that it has',
  }),
  reason('PLATFORM_UNAVAILABLE', {
    of: ['ContainerCreate', ...registry],
    says: /^operating system is not supported$/,
    details: () => ({ platform: undefined, found: undefined }),
    hint: 'give a platform of the operating system that the engine runs on',
  }),
  // The digest of an index stands for one image at a time.
  reason('CONFLICT', {
    of: registry,
    says: /^[Cc]annot overwrite digest /,
    hint: 'the engine has the image of another platform by this digest: remove that first',
  }),
  reason('NOT_FOUND', {
    of: ['ContainerCreate'],
    says: /[Nn]o such image: (?<ref>\S+)/,
    details: ({ ref = '' }) => ({ noun: 'image', ref }),
    hint: ({ ref = '' }) => `check its name, or fetch it first: docker.image.pull('${ref}')`,
  }),
  reason('IMAGE_IN_USE', {
    of: ['ImageDelete'],
    says: /conflict: unable to (?:remove|delete)/,
    details: (_, { target }) => ({ image: target }),
    hint: 'remove the containers that use it first, or give { force: true }',
  }),
  // Engines undo some compressions with a program of their own machine.
  reason('ARCHIVE_UNREADABLE', {
    of: archives,
    says: [
      /exec: \\*"(?<tool>xz|unxz|unpigz|bzip2|zstd)\\*": executable file not found/,
      /^(?<local>xz) resolves to executable in current directory/,
    ],
    details: ({ tool, local }) => ({ compression: tool ?? local }),
    hint: "the engine's machine has no program that undoes this compression: send a plain tar archive",
  }),
  // Engines before 23 do not know zstd, and call such an archive cut short.
  reason('ARCHIVE_UNREADABLE', {
    of: archives,
    says: [
      /^(?:Error processing tar file\(exit status \d+\): )?(?:Error processing tar file\(unexpected EOF\):|unexpected EOF|archive\/tar: .*|gzip: .*|flate: .*|bzip2 data invalid.*|.*invalid tar header.*|exit status \d+: xz: .*)$/,
      /^(?:reserved bit set on frame header|magic number mismatch|invalid (?:magic number|block))/,
      /File format not recognized|Unexpected end of input/,
    ],
    details: () => ({ compression: undefined }),
    hint: 'the archive is damaged, cut short, or compressed in a way that this engine does not know: send a plain tar archive',
  }),
  reason('NOT_AN_IMAGE_ARCHIVE', {
    of: ['ImageLoad'],
    says: [/docker-import-\d+\/\S*: no such file or directory/, /unrecognized image format/],
    hint: 'docker.image.load() takes what save() wrote; for a root file system use docker.image.import(tar, { name })',
  }),
  reason('UNAUTHORIZED', {
    of: ['ImagePush'],
    says: /missing X-Registry-Auth/,
    hint: 'say who pushes: { auth: { username, password } }',
  }),
  // 500, 20.10 to 28
  reason('DOCKERFILE_MISSING', {
    of: ['ImageBuild'],
    says: /Cannot locate specified Dockerfile: (?<dockerfile>.*)/,
    details: ({ dockerfile }) => ({ dockerfile }),
    hint: 'the context must hold a Dockerfile; .file(path) names another',
  }),
  // "line 2:" until 23, "on line 2:" since
  reason('DOCKERFILE_INVALID', {
    of: ['ImageBuild'],
    says: [
      /dockerfile parse error(?: on)? line (?<line>\d+)/,
      /failed to parse Dockerfile|no build stage in current context|Dockerfile .*cannot be empty/,
      /^(?:[A-Z]+ requires|Syntax error|[Uu]nknown (?:instruction|flag)|Dockerfile parse error)/,
    ],
    details: ({ line }) => ({ line: line === undefined ? undefined : Number(line) }),
    hint: 'a Dockerfile begins with FROM, and has one instruction in each line',
  }),
  // the first until 23, the second since
  reason('BUILD_TARGET_UNKNOWN', {
    of: ['ImageBuild'],
    says: [
      /failed to reach build target (?<old>\S+) in Dockerfile/,
      /target stage "?(?<target>[^"\s]+)"? could not be found/,
    ],
    details: ({ old, target }) => ({ target: old ?? target }),
    hint: 'stages are named in the Dockerfile: FROM alpine AS build',
  }),
  reason('BAD_REQUEST', {
    says: [/invalid reference format/, /must be lowercase/, /invalid tag format/],
    hint: 'write it like registry:5000/team/app:1, in small letters',
  }),
  reason('BAD_REQUEST', {
    of: ['ImageCreate', 'ImageCommit', 'ImageBuild'],
    says: /unknown instruction|is not a valid change command|dockerfile parse error|[Uu]nknown (?:operating system|architecture)|unknown platform|invalid platform|cannot parse/,
    hint: "changes are Dockerfile instructions such as CMD and ENV; a platform is written like 'linux/arm64'",
  }),
]
