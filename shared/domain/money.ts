/** An amount in minor units (cents), a safe integer, in the workspace's currency. */
export type Minor = number
