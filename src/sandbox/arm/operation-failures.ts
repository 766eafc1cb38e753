/** Codes with which operations were recorded to fail, and what the sandbox says with each. */
export const operationFailures: Readonly<Record<string, string>> = {
  BadRequest: '112404: The sandbox was told to let this operation fail.',
  InternalServerError: 'The sandbox was told to let this operation fail.',
};
