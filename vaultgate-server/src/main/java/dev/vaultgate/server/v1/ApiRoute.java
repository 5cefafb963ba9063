package dev.vaultgate.server.v1;

/** What is done with the calls of one path. */
@FunctionalInterface
public interface ApiRoute {

  /** Answers the call. What is thrown is answered as an error. */
  void answer(ApiCall call);
}
