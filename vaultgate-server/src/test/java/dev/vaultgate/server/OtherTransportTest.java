package dev.vaultgate.server;

import org.junit.jupiter.api.Nested;

/** What a provider can do to its callers, over the transport that is not the usual one. */
class OtherTransportTest {

  private static final String OKHTTP = "outbound: { transport: okhttp }\n";

  @Nested
  class Connections extends ConnectionFaultsTest {
    @Override
    String settings() {
      return OKHTTP;
    }
  }

  @Nested
  class Answers extends AnswerFaultsTest {
    @Override
    String settings() {
      return OKHTTP;
    }
  }

  @Nested
  class Errors extends ErrorFaultsTest {
    @Override
    String settings() {
      return OKHTTP;
    }
  }

  @Nested
  class Streams extends StreamFaultsTest {
    @Override
    String settings() {
      return OKHTTP;
    }
  }

  @Nested
  class BrokenStreams extends BrokenStreamsTest {
    @Override
    String settings() {
      return OKHTTP;
    }
  }

  @Nested
  class Departures extends UpstreamDepartureTest {
    @Override
    String settings() {
      return OKHTTP;
    }
  }
}
