/** What the URL of the endpoint holds that hands out tokens to virtual machines, and to apps of Spring Apps. */
export const tokenUrlLiterals = ['metadata/identity/oauth2/token', 'localhost:50342/oauth2/token'];
