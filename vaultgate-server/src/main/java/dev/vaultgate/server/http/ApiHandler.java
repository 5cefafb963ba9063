package dev.vaultgate.server.http;

/** Takes the requests of the API. */
@FunctionalInterface
public interface ApiHandler {

  /**
   * Answers the request, now or later. What is thrown is answered as {@link Visit#fail} does.
   *
   * @param visit not answered yet
   */
  void serve(Visit visit);
}
