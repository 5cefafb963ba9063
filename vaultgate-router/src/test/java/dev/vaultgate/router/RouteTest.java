package dev.vaultgate.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.Frame;
import dev.vaultgate.router.catalog.CustomModel;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.catalog.ProviderRegistry;
import dev.vaultgate.router.catalog.ProviderRow;
import dev.vaultgate.router.catalog.PublicModel;
import dev.vaultgate.router.route.Candidate;
import dev.vaultgate.router.route.CommitWindow;
import dev.vaultgate.router.route.Errand;
import dev.vaultgate.router.route.Hedge;
import dev.vaultgate.router.route.RouteSpec;
import dev.vaultgate.router.route.RouteTrace;
import dev.vaultgate.router.route.Routed;
import dev.vaultgate.router.route.RoutedFrames;
import dev.vaultgate.router.route.Strategy;
import dev.vaultgate.router.route.TimeLimits;
import dev.vaultgate.router.route.Wishes;
import dev.vaultgate.router.time.SystemTime;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Routes with all that they can do, before providers whose streams a test holds in its hands. */
class RouteTest {

  private static final Duration SOON = Duration.ofMillis(20);

  private final StagedUpstream one = new StagedUpstream();
  private final StagedUpstream two = new StagedUpstream();

  private Router router(RouteSpec route) {
    return Router.builder()
        .registry(ProviderRegistry.of(List.of()))
        .provider(ProviderRow.builder("one", "fake").build(), model -> one)
        .provider(ProviderRow.builder("two", "fake").build(), model -> two)
        .model(CustomModel.of("m-text", "one/m"))
        .model(CustomModel.of("n-text", "two/m"))
        .time(SystemTime.system())
        .route(route)
        .build();
  }

  private static RouteSpec.Builder route() {
    return RouteSpec.named("both").targets("m-text", "n-text");
  }

  private static Routed<RoutedFrames> ask(Router router, Errand errand) {
    PublicModel model = router.resolve("both", ModelType.TEXT);
    return router.stream(
        model, ChatCall.of(ChatRequest.of("both", "Hello"), true), AnswerName.KEPT, errand);
  }

  private static Routed<RoutedFrames> ask(Router router) {
    return ask(router, Errand.of(new Cancellation()));
  }

  private static String text(RoutedFrames frames) {
    StringBuilder text = new StringBuilder();
    for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
      frame.events().forEach(event -> text.append(event.text()));
    }
    return text.toString();
  }

  private static int running(Router router) {
    PublicModel model = router.resolve("both", ModelType.TEXT);
    return router.candidates(model).stream().mapToInt(c -> c.load().running()).sum();
  }

  @Test
  void whenTheFirstIsSilentTheSecondIsAskedAndTheFirstContentWins() throws Exception {
    try (Router router = router(route().hedge(new Hedge(SOON, 1)).build())) {
      two.gives("from two").ends();

      Routed<RoutedFrames> routed = ask(router);

      assertThat(routed.provider()).isEqualTo("two");
      assertThat(routed.attempts()).isEqualTo("one:lost,two:200");
      assertThat(text(routed.answer())).isEqualTo("from two");
      assertThat(one.wasCancelled()).isTrue();
      assertThat(one.closed.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void theFirstMayWinAfterAll() throws Exception {
    try (Router router = router(route().hedge(new Hedge(SOON, 1)).build())) {
      CompletableFuture<Routed<RoutedFrames>> asked =
          CompletableFuture.supplyAsync(() -> ask(router));
      assertThat(two.begun.await(10, TimeUnit.SECONDS)).isTrue();
      one.gives("from one").ends();

      Routed<RoutedFrames> routed = asked.get(10, TimeUnit.SECONDS);

      assertThat(routed.provider()).isEqualTo("one");
      assertThat(text(routed.answer())).isEqualTo("from one");
      assertThat(two.wasCancelled()).isTrue();
    }
  }

  @Test
  void nobodyIsAskedTwiceWhereTheCreditWouldNotPayForIt() throws Exception {
    try (Router router = router(route().hedge(new Hedge(SOON, 1)).build())) {
      Cancellation cancellation = new Cancellation();
      CompletableFuture<Boolean> looked = new CompletableFuture<>();
      Errand poor =
          new Errand(
              cancellation,
              Wishes.NONE,
              () -> {
                looked.complete(true);
                return false;
              },
              new RouteTrace());
      CompletableFuture<Routed<RoutedFrames>> asked =
          CompletableFuture.supplyAsync(() -> ask(router, poor));
      assertThat(looked.get(10, TimeUnit.SECONDS)).isTrue();
      one.gives("from one").ends();

      assertThat(asked.get(10, TimeUnit.SECONDS).attempts()).isEqualTo("one:200");
      assertThat(two.asked).hasValue(0);
    }
  }

  @Test
  void noMoreThanAShareOfCallsIsAskedTwice() throws Exception {
    try (Router router = router(route().hedge(new Hedge(SOON, 0.5)).build())) {
      CompletableFuture<Routed<RoutedFrames>> asked =
          CompletableFuture.supplyAsync(() -> ask(router));
      assertThat(one.begun.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(two.begun.await(100, TimeUnit.MILLISECONDS)).as("half a hedge").isFalse();
      one.gives("from one").ends();
      text(asked.get(10, TimeUnit.SECONDS).answer());
      two.gives("from two").ends();

      assertThat(ask(router).provider()).isEqualTo("two");
    }
  }

  @Test
  void whoEndsAHedgedCallEndsAllOfIt() throws Exception {
    try (Router router = router(route().hedge(new Hedge(SOON, 1)).build())) {
      Cancellation cancellation = new Cancellation();
      CompletableFuture<Throwable> asked =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  ask(router, Errand.of(cancellation));
                  return null;
                } catch (CancelledException e) {
                  return e;
                }
              });
      assertThat(two.begun.await(10, TimeUnit.SECONDS)).isTrue();

      cancellation.cancel();

      assertThat(asked.get(10, TimeUnit.SECONDS)).isInstanceOf(CancelledException.class);
      assertThat(one.wasCancelled()).isTrue();
      assertThat(two.wasCancelled()).isTrue();
    }
  }

  @Test
  void whoEndsTheWinnersStreamEndsTheWinner() throws Exception {
    try (Router router = router(route().hedge(new Hedge(SOON, 1)).build())) {
      Cancellation cancellation = new Cancellation();
      two.gives("from two");
      Routed<RoutedFrames> routed = ask(router, Errand.of(cancellation));
      routed.answer().next();

      cancellation.cancel();

      assertThat(two.wasCancelled()).isTrue();
      assertThatThrownBy(() -> routed.answer().next()).isInstanceOf(CancelledException.class);
    }
  }

  @Test
  void aStreamThatBreaksInItsFirstMomentsIsReplacedUnseen() {
    CommitWindow window = new CommitWindow(10, Duration.ofSeconds(5), false);
    try (Router router = router(route().window(window).build())) {
      one.gives("I am ", UpstreamFault.STREAM_TRUNCATED);
      two.gives("You are well, and so are they all.", " Yes.").ends();

      Routed<RoutedFrames> routed = ask(router);

      assertThat(routed.attempts()).isEqualTo("one:stream_truncated,two:200");
      assertThat(text(routed.answer())).isEqualTo("You are well, and so are they all. Yes.");
      assertThat(running(router)).isZero();
    }
  }

  @Test
  void contentIsHeldNoLongerThanItsTime() {
    CommitWindow window = new CommitWindow(1000, Duration.ofMillis(50), false);
    try (Router router = router(route().window(window).build())) {
      one.gives("Hello");

      Routed<RoutedFrames> routed = ask(router);

      assertThat(routed.answer().next()).isNotNull();
      one.gives(" there").ends();
      assertThat(text(routed.answer())).isEqualTo(" there");
    }
  }

  @Test
  void aToolCallThatCannotBeReadIsReplacedUnseen() {
    CommitWindow window = new CommitWindow(0, Duration.ZERO, true);
    try (Router router = router(route().window(window).build())) {
      one.gives(StagedUpstream.toolCall("{\"city\": \"Par")).ends();
      two.gives(StagedUpstream.toolCall("{\"city\": "), StagedUpstream.toolCall("\"Paris\"}"));

      Routed<RoutedFrames> routed = ask(router);

      assertThat(routed.attempts()).isEqualTo("one:invalid_response,two:200");
    }
  }

  @Test
  void textIsNotHeldForToolCalls() {
    CommitWindow window = new CommitWindow(0, Duration.ZERO, true);
    try (Router router = router(route().window(window).build())) {
      one.gives("Hello");

      assertThat(ask(router).provider()).isEqualTo("one");
    }
  }

  @Test
  void aCallersTimesAreTakenWhereTheyAreShorter() {
    try (Router router = router(route().build())) {
      one.gives("Hello").ends();
      TimeLimits times =
          new TimeLimits(Duration.ofHours(1), Duration.ofSeconds(2), null, Duration.ofSeconds(9));
      Errand errand =
          new Errand(
              new Cancellation(), new Wishes(null, Set.of(), times), () -> true, new RouteTrace());

      ask(router, errand);

      assertThat(one.timeouts.connect()).isEqualTo(Duration.ofSeconds(10));
      assertThat(one.timeouts.firstContent()).isEqualTo(Duration.ofSeconds(2));
      assertThat(one.timeouts.streamTotal()).isEqualTo(Duration.ofSeconds(9));
    }
  }

  @Test
  void whatIsLeftOfTheWholeTimeIsWhatASecondAttemptHas() {
    TimeLimits times = new TimeLimits(null, null, null, Duration.ofSeconds(9));
    try (Router router = router(route().times(times).build())) {
      one.gives(UpstreamFault.SERVER);
      two.gives("Hello").ends();

      ask(router);

      assertThat(two.timeouts.streamTotal()).isLessThan(Duration.ofSeconds(9));
      assertThat(two.timeouts.firstContent()).isLessThan(Duration.ofSeconds(9));
    }
  }

  @Test
  void tagsThatNoDeploymentHasAreTheCallersMistake() {
    try (Router router = router(route().build())) {
      Errand errand =
          new Errand(
              new Cancellation(),
              new Wishes(null, Set.of("moon"), TimeLimits.NONE),
              () -> true,
              new RouteTrace());

      assertThatThrownBy(() -> ask(router, errand))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("x-vaultgate-tags: moon");
    }
  }

  @Test
  void aSessionStaysAtOneDeployment() {
    try (Router router = router(route().strategy(Strategy.WEIGHTED).build())) {
      for (int i = 0; i < 20; i++) {
        one.gives("Hello").ends();
        two.gives("Hello").ends();
        Errand errand =
            new Errand(
                new Cancellation(),
                new Wishes("session", Set.of(), TimeLimits.NONE),
                () -> true,
                new RouteTrace());
        text(ask(router, errand).answer());
      }

      assertThat(List.of(one.asked.get(), two.asked.get())).containsExactlyInAnyOrder(20, 0);
    }
  }

  @Test
  void aStreamIsPartOfTheLoadUntilItsEnd() {
    try (Router router = router(route().build())) {
      one.gives("Hello").ends();
      Routed<RoutedFrames> routed = ask(router);
      assertThat(running(router)).isEqualTo(1);

      text(routed.answer());
      assertThat(running(router)).isZero();
      routed.answer().close();
      assertThat(running(router)).isZero();
    }
  }

  @Test
  void aRouteMayHaveOneTarget() {
    try (Router router = router(RouteSpec.named("both").targets("m-text").attemptsMax(1).build())) {
      one.gives(UpstreamFault.SERVER);

      assertThatThrownBy(() -> ask(router)).isInstanceOf(UpstreamException.class);
      assertThat(one.asked).hasValue(1);
    }
  }

  @Test
  void aRouteWithoutTargetsIsAboutTheModelOfItsName() {
    try (Router router =
        router(RouteSpec.named("m-text").strategy(Strategy.LEAST_BUSY).attemptsMax(1).build())) {
      one.gives(UpstreamFault.SERVER);
      ChatRequest request = ChatRequest.of("m-text", "Hello");

      assertThatThrownBy(() -> router.stream(request)).isInstanceOf(UpstreamException.class);
      assertThat(one.asked).hasValue(1);
    }
  }

  @Test
  void aRouteWithoutTargetsNeedsAModel() {
    RouteSpec nobody = RouteSpec.named("nobody").strategy(Strategy.LEAST_BUSY).build();

    assertThatThrownBy(() -> router(nobody))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("route nobody: no targets, and no model of this name");
  }

  @Test
  void f10AKeyThatIsRefusedTurnsItsDeploymentOffAndSomebodyTurnsItOnAgain() {
    try (Router router = router(route().build())) {
      one.gives(UpstreamFault.AUTH);
      two.gives("Hello").ends();
      text(ask(router).answer());
      two.gives("Hello").ends();
      assertThat(ask(router).trace().story())
          .startsWith("two:200(")
          .endsWith("ms) skipped one/m:wrong_key");

      Candidate first = router.candidates(router.resolve("both", ModelType.TEXT)).get(0);
      first.health().enable();
      one.gives("Hello").ends();
      assertThat(ask(router).provider()).isEqualTo("one");
    }
  }
}
