package dev.vaultgate.router.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.router.FakeTime;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.ProjectTerms;
import dev.vaultgate.router.account.Projects;
import dev.vaultgate.router.account.Rates;
import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The limits do what a plain model does, whatever comes in whatever order. A seed that fails is in
 * the test's name.
 */
class LimitsModelTest {

  private static final int SEEDS = 20;
  private static final int OPERATIONS = Integer.getInteger("vaultgate.limit.operations", 100_000);
  private static final int KEYS = 4;

  static IntStream seeds() {
    return IntStream.range(0, SEEDS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theLimitsDoWhatTheModelDoes(int seed) {
    new Run(seed).go();
  }

  private static final class Run {
    private final Random random;
    private final FakeTime time = new FakeTime();
    private final Store store = Store.inMemory(time);
    private final Keys keys = new Keys(store.keys(), time);
    private final Projects projects = new Projects(store.projects(), keys, time);
    private final KeyLimits limits = new KeyLimits(time::nanoTime);
    private final LimitsModel model = new LimitsModel();
    private final List<ApiKey> known = new ArrayList<>();
    private final List<Running> running = new ArrayList<>();

    private record Running(KeyLimits.Place place, LimitsModel.Call call) {}

    Run(long seed) {
      this.random = new Random(seed);
    }

    void go() {
      Project project =
          projects.create(store.keys().account("a", true, time.now()), "p", ProjectTerms.UNLIMITED);
      for (int i = 0; i < KEYS; i++) {
        KeySpec spec = KeySpec.named("key " + i).account("a");
        known.add(keys.create(i == 0 ? spec : spec.project(project)).key());
      }
      for (int i = 0; i < OPERATIONS; i++) {
        operation();
        if (i % 100 == 0) {
          model.tidy(time.nanoTime());
        }
      }
    }

    private void operation() {
      int dice = random.nextInt(1_000);
      if (dice < 500) {
        enter(known.get(random.nextInt(KEYS)));
      } else if (dice < 700) {
        leave();
      } else if (dice < 730) {
        cancel();
      } else if (dice < 740) {
        changeRates();
      } else if (dice < 745) {
        time.jump(Duration.ofMinutes(random.nextInt(-90, 90)));
      } else if (dice < 747) {
        time.advance(Duration.ofSeconds(random.nextInt(200)));
      } else if (dice < 850) {
        compare(known.get(random.nextInt(KEYS)));
      } else {
        time.advance(Duration.ofMillis(random.nextInt(3_000)));
      }
    }

    private void enter(ApiKey key) {
      long tokens = random.nextInt(400);
      Map<String, Rates> asked = asked(key);
      LimitsModel.@Nullable Refused refused =
          model.refusal(asked, List.copyOf(asked.keySet()), tokens, time.nanoTime());
      if (refused == null) {
        running.add(
            new Running(limits.enter(key, tokens), model.enter(asked, tokens, time.nanoTime())));
      } else {
        assertThatThrownBy(() -> limits.enter(key, tokens))
            .asInstanceOf(type(RateLimitException.class))
            .satisfies(e -> assertThat(e.code()).isEqualTo(refused.code()))
            .satisfies(e -> assertThat(e.retryAfter()).contains(refused.retryAfter()));
      }
    }

    private static Map<String, Rates> asked(ApiKey key) {
      Map<String, Rates> asked = new LinkedHashMap<>();
      asked.put(key.id(), key.terms().rates());
      if (key.project() != null) {
        asked.put(key.project().id(), key.project().terms().rates());
      }
      return asked;
    }

    private void leave() {
      if (!running.isEmpty()) {
        Running ended = running.remove(random.nextInt(running.size()));
        long used = random.nextInt(500);
        ended.place.leave(used);
        model.leave(ended.call, used, time.nanoTime());
        ended.place.leave(used);
        ended.place.cancel();
      }
    }

    private void cancel() {
      if (!running.isEmpty()) {
        Running ended = running.remove(random.nextInt(running.size()));
        ended.place.cancel();
        model.cancel(ended.call);
        ended.place.leave(100);
      }
    }

    private void changeRates() {
      int index = random.nextInt(KEYS);
      ApiKey key = known.get(index);
      Project project = key.project();
      if (project != null && random.nextBoolean()) {
        projects.update(project.id(), "p", new ProjectTerms(Budget.NONE, rates(3)));
      } else {
        keys.update(key.id(), key.name(), key.terms().withRates(rates(1)));
      }
      known.replaceAll(old -> keys.find(old.id()).orElseThrow());
    }

    private Rates rates(int times) {
      return new Rates(
          random.nextInt(4) == 0 ? 0 : times * (1 + random.nextInt(30)),
          random.nextInt(4) == 0 ? 0 : times * (1 + random.nextInt(3_000)),
          random.nextInt(4) == 0 ? 0 : times * (1 + random.nextInt(8)));
    }

    private void compare(ApiKey key) {
      long requests = Long.MAX_VALUE;
      long tokens = Long.MAX_VALUE;
      for (Map.Entry<String, Rates> limit : asked(key).entrySet()) {
        Rates rates = limit.getValue();
        if (rates.requestsPerMinute() > 0) {
          requests =
              Math.min(
                  requests,
                  model.requestsLeft(limit.getKey(), rates.requestsPerMinute(), time.nanoTime()));
        }
        if (rates.tokensPerMinute() > 0) {
          tokens =
              Math.min(
                  tokens,
                  model.tokensLeft(limit.getKey(), rates.tokensPerMinute(), time.nanoTime()));
        }
      }
      assertThat(left(limits.state(key).requests())).isEqualTo(requests);
      assertThat(left(limits.state(key).tokens())).isEqualTo(tokens);
    }

    private static long left(RateState state) {
      return state.isLimited() ? state.remaining() : Long.MAX_VALUE;
    }
  }
}
