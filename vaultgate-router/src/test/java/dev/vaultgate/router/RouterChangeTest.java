package dev.vaultgate.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.router.catalog.CustomModel;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.catalog.ProviderRegistry;
import dev.vaultgate.router.catalog.ProviderRow;
import dev.vaultgate.router.catalog.PublicModel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is served can change while calls run. */
class RouterChangeTest {

  private final FakeTime time = new FakeTime();
  private final FakeUpstream one = new FakeUpstream();
  private final FakeUpstream two = new FakeUpstream();
  private final Router router = described("m-text", "one/m").build();

  @AfterEach
  void close() {
    router.close();
  }

  private RouterBuilder described(String model, String place) {
    return Router.builder()
        .registry(ProviderRegistry.of(List.of()))
        .provider(ProviderRow.builder("one", "fake").build(), name -> one)
        .provider(ProviderRow.builder("two", "fake").build(), name -> two)
        .model(CustomModel.of(model, place))
        .time(time);
  }

  private String answer(String model) {
    return router.chat(ChatRequest.of(model, "Hello")).text();
  }

  @Test
  void whatIsAddedIsServedAndWhatIsLeftOutIsNot() {
    router.change(described("n-text", "two/n"));
    two.answers("from two", null);

    assertThat(answer("n-text")).isEqualTo("from two");
    assertThatThrownBy(() -> answer("m-text")).isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void callThatFoundItsModelBeforeTheChangeIsStillAnswered() {
    PublicModel found = router.resolve("m-text", ModelType.TEXT);
    router.change(described("n-text", "two/n"));
    one.answers("from one", null);

    assertThat(router.candidates(found)).hasSize(1);
    assertThat(one.asked).isEmpty();
    assertThat(router.candidates(found).get(0).provider()).isEqualTo("one");
  }

  @Test
  void changeThatIsWrongChangesNothing() {
    one.answers("still here", null);

    assertThatThrownBy(() -> router.change(described("n-text", "nobody/n")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nobody");
    assertThat(answer("m-text")).isEqualTo("still here");
  }

  @Test
  void whatIsKnownOfHealthStays() {
    one.fails(UpstreamFault.AUTH);
    assertThatThrownBy(() -> answer("m-text")).isInstanceOf(UpstreamException.class);
    PublicModel model = router.resolve("m-text", ModelType.TEXT);
    assertThat(router.candidates(model).get(0).health().standing(time.nanoTime()).isReady())
        .isFalse();

    router.change(described("m-text", "one/m"));

    assertThat(router.candidates(model).get(0).health().standing(time.nanoTime()).isReady())
        .isFalse();
  }
}
