package dev.sallyport.engine;

import dev.sallyport.check.Quantities;
import dev.sallyport.check.Sample;
import dev.sallyport.check.Secret;
import dev.sallyport.journal.Failure;
import dev.sallyport.plan.OutcomeUnknownException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls the channels of announcements, each in its own time. */
final class Announcer {
  private final Host host;
  private final Secret.Source secrets;
  private final Consumer<Message> results;
  private final Set<Sending> underWay = ConcurrentHashMap.newKeySet();

  Announcer(Host host, Secret.Source secrets, Consumer<Message> results) {
    this.host = host;
    this.secrets = secrets;
    this.results = results;
  }

  void send(Order.Announce order) {
    Sending sending = new Sending(order);
    underWay.add(sending);
    sending.begin();
  }

  /** Tells every channel that is being called to stop. */
  void cancel() {
    underWay.forEach(Sending::interrupt);
  }

  /** One message being sent. */
  private final class Sending {
    private final Order.Announce order;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Thread thread;

    Sending(Order.Announce order) {
      this.order = order;
    }

    void begin() {
      Future<?> timeout = host.after(order.within(), this::timeOut);
      try {
        host.execute(() -> call(timeout));
      } catch (RejectedExecutionException e) {
        timeout.cancel(false);
        end(null, "the executor refused to call the channel: " + e.getMessage(), false);
      }
    }

    private void call(Future<?> timeout) {
      thread = Thread.currentThread();
      String receipt = null;
      String why = "";
      boolean unknown = false;
      try {
        Sample context = Sample.begin(host.clock(), order.within(), secrets, over::get);
        receipt = order.channel().send(order.message(), context);
      } catch (OutcomeUnknownException e) {
        why = Failure.of(e).toString();
        unknown = true;
      } catch (InterruptedException e) {
        why = "it was interrupted";
      } catch (Exception | Error e) {
        why = Failure.of(e).toString();
      } finally {
        thread = null;
        Thread.interrupted(); // what was meant for the channel is not to reach who has the thread
        // next
      }
      timeout.cancel(false);
      end(receipt, why, unknown);
    }

    private void timeOut() {
      end(null, "the channel gave no answer within " + Quantities.show(order.within()), true);
      interrupt();
    }

    void interrupt() {
      over.set(true);
      Thread calling = thread;
      if (calling != null) {
        calling.interrupt();
      }
    }

    private void end(@Nullable String receipt, String why, boolean unknown) {
      if (over.compareAndSet(false, true)) {
        results.accept(new Message.Announced(order, receipt, why, unknown));
      }
      underWay.remove(this);
    }
  }
}
