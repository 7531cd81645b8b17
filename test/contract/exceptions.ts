const wholeDescriptor =
  'before 1.48 the files name three fields of a descriptor, and engines send all that the registry said'

/** What is declared otherwise than the API files have it, and why. */
export const exceptions: Readonly<Record<string, string>> = {
  'OCIDescriptor.urls is missing': wholeDescriptor,
  'OCIDescriptor.annotations is missing': wholeDescriptor,
  'OCIDescriptor.data is missing': wholeDescriptor,
  'OCIDescriptor.platform is missing': wholeDescriptor,
  'OCIDescriptor.artifactType is missing': wholeDescriptor,
  'SwarmInfo.Warnings is missing': 'engines send it, 20.10 to 28.5, and the files do not have it',
  'NetworkCreateRequest.CheckDuplicate is missing':
    'gone from the files since 1.45, because newer engines always check',
  'EndpointSettings.MacAddress is there before 1.44':
    'it is read back since long; asked for, it is ignored before 1.44',
  'HostConfig.ConsoleSize is there before 1.42':
    'engines on Linux ignore it before 1.42; until then it was for Windows',
  'ImageBuild?cpusetmems is missing': 'docker build sends it, engines read it, and the files do not have it',
  'ImageBuild?cgroupparent is missing': 'the same',
  'ImageBuild?securityopt is missing': 'the same',
  'ImageBuild?ulimits is missing': 'the same',
  'BuildPrune?keep-storage is missing':
    'gone from the files since 1.52; engines before 1.48 know no other name for it, and newer ones read it still',
}
