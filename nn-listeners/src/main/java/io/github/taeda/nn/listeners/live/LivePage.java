package io.github.taeda.nn.listeners.live;

import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.TrainingRun;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Shows runs on a local web page while they train: curves, statistics of the layers, confusion
 * matrix, pictures, and buttons to pause, stop and save.
 *
 * <pre>{@code
 * LivePage page = new LivePage();
 * SGD.of(optim).epochs(20).validate(test).listen(page).fit(train);
 * }</pre>
 *
 * <p>The page is opened when the first run starts, and its address printed on standard output. It
 * can be reached from this machine only, unless {@link #bind} says otherwise, and the buttons only
 * with the token in the address. Several runs appear on one page; runs of the same {@code Optim},
 * one after the other, are one. No reader holds up the training or fails it. The page stays after
 * the end of a run until {@link #close} or the end of the program. A run whose page cannot be
 * opened is trained without it; that is printed too.
 *
 * <p>The charts are drawn by uPlot, which must be on the class path: {@code org.webjars.npm:uplot}.
 */
public final class LivePage implements Listener, AutoCloseable {
  private static final int MAX_PORT = 65_535;

  private final Board board = new Board();
  private final EventStream events = new EventStream(board);
  private final LivePictures pictures = new LivePictures(board);
  private final RunList runs = new RunList(board);
  private InetAddress bound = InetAddress.getLoopbackAddress();
  private int port;
  private PrintStream out = System.out;
  private @Nullable LiveServer server;
  private boolean closed;

  /** Creates a page on a free port of the loopback address. */
  public LivePage() {}

  /** Sets the port, 0 (the default) for a free one; before the page is opened. */
  public LivePage port(int port) {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "LivePage: port must be between 0 and " + MAX_PORT + ", but was " + port);
    }
    this.port = port;
    return this;
  }

  /**
   * Sets the address to listen on, before the page is opened. Whoever reaches it sees the page, and
   * it is not encrypted.
   *
   * @param address such as {@code 0.0.0.0} for all
   */
  public LivePage bind(String address) {
    Objects.requireNonNull(address, "LivePage: address is null");
    try {
      bound = InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("LivePage: there is no address " + address, e);
    }
    return this;
  }

  /** Prints the page's address elsewhere. */
  public LivePage to(PrintStream out) {
    this.out = Objects.requireNonNull(out, "LivePage: out is null");
    return this;
  }

  /**
   * Opens the page, unless it is open, and prints its address.
   *
   * @throws IllegalStateException if uPlot is missing, or the page was closed
   * @throws UncheckedIOException if the port is in use
   */
  public synchronized LivePage open() {
    if (closed) {
      throw new IllegalStateException("LivePage: the page was closed");
    }
    if (server == null) {
      LiveRoutes routes = new LiveRoutes(new PageFiles(), events, pictures, runs::request);
      server = new LiveServer(new InetSocketAddress(bound, port), routes);
      out.println("Live page: " + address());
    }
    return this;
  }

  /**
   * The page's address, with the token that its buttons need.
   *
   * @throws IllegalStateException if the page is not open
   */
  public synchronized URI address() {
    LiveServer open = server;
    if (open == null) {
      throw new IllegalStateException("LivePage: the page is not open");
    }
    InetSocketAddress address = open.address();
    InetAddress host = address.getAddress();
    String name = host.isAnyLocalAddress() ? "127.0.0.1" : host.getHostAddress();
    String bracketed = name.contains(":") ? "[" + name + "]" : name;
    return URI.create("http://" + bracketed + ":" + address.getPort() + "/#" + open.token());
  }

  /**
   * A further run, a listener by itself: to name it, to set what saves it, or for a custom loop.
   * Opens the page, if it can be.
   */
  public LiveRun run(String name) {
    Objects.requireNonNull(name, "LivePage: name is null");
    openIfPossible();
    return runs.add(name);
  }

  /** A run is worth more than its page. */
  private synchronized void openIfPossible() {
    try {
      open();
    } catch (IllegalStateException | UncheckedIOException e) {
      out.println("No live page: " + e.getMessage());
    }
  }

  /** Shows a finished run; opens the page. */
  public void history(String name, History history) {
    Objects.requireNonNull(name, "LivePage: name is null");
    Objects.requireNonNull(history, "LivePage: history is null");
    open();
    runs.add(name, history);
  }

  /**
   * Shows the finished runs of a directory: histories that {@code CsvLog} wrote, and newest
   * checkpoints. Opens the page if there are any.
   *
   * @return how many runs there are
   * @throws IOException if the directory or a file cannot be read, or a file is damaged
   */
  public int histories(Path directory) throws IOException {
    Objects.requireNonNull(directory, "LivePage: directory is null");
    Map<String, History> histories = HistoryFiles.in(directory);
    histories.forEach(this::history);
    return histories.size();
  }

  /** Shows a picture, or replaces the one of this name. */
  public void picture(String name, BufferedImage image) {
    Objects.requireNonNull(name, "LivePage: name is null");
    Objects.requireNonNull(image, "LivePage: image is null");
    pictures.put(name, LivePictures.png(image));
  }

  /**
   * Shows a picture, or replaces the one of this name; of many names the newest are kept.
   *
   * @param png a PNG file's content
   */
  public void picture(String name, byte[] png) {
    Objects.requireNonNull(name, "LivePage: name is null");
    Objects.requireNonNull(png, "LivePage: png is null");
    if (!LivePictures.isPng(png)) {
      throw new IllegalArgumentException("LivePage: the picture " + name + " is not PNG");
    }
    pictures.put(name, png.clone());
  }

  /**
   * Waits as long as a browser shows the open page, and at first for one to do so.
   *
   * @param patience how long the page must not have been shown for the wait to end
   */
  public void waitWhileShown(Duration patience) throws InterruptedException {
    Objects.requireNonNull(patience, "LivePage: patience is null");
    long last = System.nanoTime();
    while (isOpen() && System.nanoTime() - last < patience.toNanos()) {
      if (events.readers() > 0) {
        last = System.nanoTime();
      }
      Thread.sleep(50);
    }
  }

  private synchronized boolean isOpen() {
    return server != null;
  }

  /** Closes the page. Runs continue without it, a paused one too. */
  @Override
  public void close() {
    LiveServer open;
    synchronized (this) {
      closed = true;
      open = server;
      server = null;
    }
    runs.release();
    board.close();
    if (open != null) {
      events.awaitEnd();
      open.close();
    }
  }

  @Override
  public void started(TrainingRun run) {
    openIfPossible();
    runs.of(run).started(run);
  }

  @Override
  public void batchStarted(TrainingRun run) {
    runs.of(run).batchStarted(run);
  }

  @Override
  public void batchEnded(TrainingRun run) {
    runs.of(run).batchEnded(run);
  }

  @Override
  public void epochEnded(TrainingRun run) {
    runs.of(run).epochEnded(run);
  }

  @Override
  public void ended(TrainingRun run) {
    runs.of(run).ended(run);
  }

  @Override
  public String toString() {
    return "LivePage";
  }
}
