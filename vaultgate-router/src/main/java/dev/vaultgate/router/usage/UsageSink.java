package dev.vaultgate.router.usage;

/** Where usage records go. Taking one never blocks and never fails a call. */
@FunctionalInterface
public interface UsageSink {

  void accept(UsageRecord call);
}
