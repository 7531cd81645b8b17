const check = (name, path, names, limit, ignore = []) => ({
  name,
  path,
  import: `{ ${names} }`,
  ignore,
  limit,
  gzip: true,
  modifyEsbuildConfig: (config) => ({ ...config, platform: 'node', target: 'node20' }),
})

// What a bundled program weighs, minified and gzipped; about a twentieth above what it was when this was written.
export default [
  check('our own code', 'dist/index.js', 'Docker', '183 kB', ['zod', 'undici', 'ip-address']),
  check('with undici and ip-address', 'dist/index.js', 'Docker', '285 kB', ['zod']),
  check('with zod as well, which is loaded when it is needed', 'dist/index.js', 'Docker', '381 kB'),
  check('mooring/topology', 'dist/topology.js', 'topology', '90 kB', ['zod', 'undici', 'ip-address']),
  check('mooring/plan', 'dist/plan.js', 'plan', '93 kB', ['zod', 'undici', 'ip-address']),
  check('mooring/cidr', 'dist/cidr.js', 'Cidr, Ip, Mac', '15 kB'),
]
