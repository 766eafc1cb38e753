/** A deployment of Kubernetes whose container has these lines as its variables. */
export function podWith(variables: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
spec:
  template:
    spec:
      containers:
        - name: app
          env:
${variables}`;
}
