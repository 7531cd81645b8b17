/** When an image is pulled before a container is made. CLI `--pull` */
export type PullPolicy = 'missing' | 'always' | 'never'
