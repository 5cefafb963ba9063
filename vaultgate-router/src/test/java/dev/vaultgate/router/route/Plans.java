package dev.vaultgate.router.route;

import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ChatFrames;
import dev.vaultgate.client.ChatReply;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.ImageReply;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.client.Upstream;
import dev.vaultgate.router.alert.Alerts;
import dev.vaultgate.router.catalog.Capability;
import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.catalog.ModelTraits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Plans of deployments that nobody asks. */
final class Plans {

  static final Upstream NOBODY =
      new Upstream() {
        @Override
        public ChatReply chat(ChatCall call, AnswerName name, Timeouts time, Cancellation end) {
          throw new UnsupportedOperationException();
        }

        @Override
        public ChatFrames stream(ChatCall call, AnswerName name, Timeouts time, Cancellation end) {
          throw new UnsupportedOperationException();
        }

        @Override
        public ImageReply images(ImageCall call, Timeouts time, Cancellation end) {
          throw new UnsupportedOperationException();
        }
      };

  private Plans() {}

  /** Deployments {@code p0/m}, {@code p1/m} and so on. */
  static Plan of(RoutePolicy policy, int size) {
    return of(policy, size, () -> 0L);
  }

  static Plan of(RoutePolicy policy, int size, LongSupplier ticker) {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      places.add(Place.of("p" + i, "p" + i + "/m"));
    }
    return of(policy, places, ticker);
  }

  static Plan of(RoutePolicy policy, List<Place> places, LongSupplier ticker) {
    return new Plan(
        "route",
        policy,
        places.stream().map(place -> candidate(place, Traffic.FREE, ticker)).toList());
  }

  static Candidate candidate(Place place, Traffic traffic, LongSupplier ticker) {
    return new Candidate(
        place,
        NOBODY,
        new Health(place.id(), HealthSettings.DEFAULT, ticker, () -> 0.5, Alerts.NONE),
        new Load(place.id(), traffic, ticker));
  }

  /** A place of which something is known. */
  static Place place(
      String provider,
      @Nullable Integer context,
      Set<Capability> lacks,
      @Nullable ModelPrice price) {
    return new Place(
        provider,
        provider + "/m",
        provider + "/m",
        new ModelTraits(Set.of(), Set.of(), context, null, Set.of(), lacks, null),
        price,
        Set.of());
  }

  static RoutePolicy policy(Strategy strategy) {
    return RoutePolicy.of(strategy, RouteSettings.DEFAULT);
  }
}
