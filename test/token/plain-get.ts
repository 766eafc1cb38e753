import http from 'node:http';

/** A GET as programs send it. Not `fetch`: that of Node says `Sec-Fetch-Mode`, as browsers do, which the endpoint turns away. */
export async function plainGet(
  url: string,
  headers: http.OutgoingHttpHeaders,
): Promise<{ readonly status: number; readonly json: unknown }> {
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    http.get(url, { headers, agent: false }, resolve).on('error', reject);
  });
  let text = '';
  for await (const part of response.setEncoding('utf8') as AsyncIterable<string>) text += part;
  return { status: response.statusCode ?? 0, json: JSON.parse(text) as unknown };
}
