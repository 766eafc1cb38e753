/** What goes back to a client, and what became of its request. */
export interface EndpointReply {
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array;
  readonly retryAfter?: string;
  readonly outcome: 'token' | 'turned-away' | 'error' | 'other';
  readonly identity?: { readonly name: string; readonly resource: string };
}

export type Refusal = Omit<EndpointReply, 'outcome'>;

export function refusal(status: number, description: string): Refusal {
  return {
    status,
    contentType: 'application/json; charset=utf-8',
    body: Buffer.from(JSON.stringify({ error: 'invalid_request', error_description: description })),
  };
}
