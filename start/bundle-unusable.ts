/** A bundle that was built ahead cannot be used; the message is one line that says why and what to do. */
export class BundleUnusable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BundleUnusable';
  }
}
