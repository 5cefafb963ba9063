package dev.vaultgate.client;

/** Who can bring what lies at an address within a request to a model. */
public enum MediaReach {
  /** The provider, from a store of its own: the address means nothing to anybody else. */
  OWN,
  /** The provider, from wherever the address leads. */
  PROVIDER,
  /** Nobody but us: the provider takes the bytes alone. */
  GATEWAY
}
