/** The desk cannot start; the message is one sentence that says why and what to do. */
export class CannotStart extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CannotStart';
  }
}

/** Why a port cannot be listened on; `variable` is the environment variable that names another. */
export const portRefusal = (port: number, variable: string, cause: NodeJS.ErrnoException): CannotStart =>
  new CannotStart(
    cause.code === 'EADDRINUSE'
      ? `Port ${port} is taken by another program: stop it, or choose another port with ${variable}=.`
      : `Port ${port} cannot be used: ${cause.message}.`,
    { cause },
  );
