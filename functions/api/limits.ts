/** Largest body of a call, in bytes; imports send a hundred rows at a time, and playbooks are long. */
export const largestBody = 1024 * 1024
