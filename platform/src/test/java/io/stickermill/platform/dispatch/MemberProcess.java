package io.stickermill.platform.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.platform.dispatch.guarantee.Witness;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A member in a JVM of its own, so that it can be killed. It tells its witness over a socket, and waits to be heard. */
final class MemberProcess implements AutoCloseable {

    private final String name;
    private final Witness witness;
    private final ServerSocket server;
    private final Process process;
    private final Thread listener;

    /** Started up, but joins the group only when told to. */
    MemberProcess(String name, Witness witness, String bootstrap, String groupId) throws IOException {
        this.name = name;
        this.witness = witness;
        this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        this.process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MemberProcess.class.getName(),
                        Integer.toString(server.getLocalPort()),
                        bootstrap,
                        groupId)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "member-" + groupId + ".log").toFile())
                .start();
        this.listener = Thread.ofVirtual().name("witness-of-" + name).start(this::listen);
    }

    void join() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** SIGKILL. All that it said before is heard first. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        listener.join();
        witness.killed(name);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
        server.close();
    }

    private void listen() {
        try (Socket socket = server.accept();
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                if (words[0].equals("started")) {
                    witness.started(name, words[1], Integer.parseInt(words[2]));
                } else {
                    witness.finished(name, words[1], Integer.parseInt(words[2]));
                }
                socket.getOutputStream().write('\n');
            }
        } catch (IOException killed) {
            // As meant.
        }
    }

    public static void main(String[] args) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
                TestGroup group = TestGroup.joined(args[1], args[2])) {
            Labour.Log log = new Labour.Log() {
                @Override
                public void started(String key, int number) throws IOException {
                    say("started " + key + " " + number + "\n");
                }

                @Override
                public void finished(String key, int number) throws IOException {
                    say("finished " + key + " " + number + "\n");
                }

                private synchronized void say(String line) throws IOException {
                    socket.getOutputStream().write(line.getBytes(UTF_8));
                    if (socket.getInputStream().read() < 0) {
                        throw new IOException("the witness is gone");
                    }
                }
            };
            Dispatcher dispatcher = group.dispatcher(
                    Labour.handler(log), Torture.workers(), Torture.settings(), new SimpleMeterRegistry());
            System.in.read();
            dispatcher.start();
            Thread.currentThread().join();
        }
    }
}
