/**
 * Loads the clients that every deploy asks, while there is nothing else to do: they take a tenth of a second each. Where one
 * cannot be loaded, whoever needs it says why.
 */
export function loadClients(): void {
  void Promise.all([
    import('@aws-sdk/client-cloudformation'), import('@aws-sdk/client-ssm'), import('@aws-sdk/client-cloudwatch-logs'),
  ]).catch(() => undefined);
}
