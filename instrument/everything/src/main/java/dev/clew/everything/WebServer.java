package dev.clew.everything;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/// Tomcat with a servlet of its own and Spring MVC beside it.
record WebServer(int port) {
  static WebServer start(Map<String, Action> actions) throws LifecycleException, IOException {
    Path folder = Files.createTempDirectory("everything");
    folder.toFile().deleteOnExit();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    Connector connector = new Connector();
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("keepAliveTimeout", "-1");
    connector.setProperty("maxKeepAliveRequests", "-1");
    connector.setPort(0);
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", folder.toString());
    Tomcat.addServlet(context, "actions", new Actions(actions));
    context.addServletMappingDecoded("/do/*", "actions");
    Tomcat.addServlet(context, "spring", new DispatcherServlet(spring())).setLoadOnStartup(1);
    context.addServletMappingDecoded("/mvc/*", "spring");
    tomcat.start();
    return new WebServer(connector.getLocalPort());
  }

  private static AnnotationConfigWebApplicationContext spring() {
    var context = new AnnotationConfigWebApplicationContext();
    context.register(MvcEndpoint.class);
    return context;
  }

  /// The path below `/do/` names the action.
  private static final class Actions extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Map<String, Action> actions;

    Actions(Map<String, Action> actions) {
      this.actions = actions;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String name = request.getPathInfo().substring(1);
      try {
        Action action = actions.getOrDefault(name, () -> "hello");
        response.getWriter().print(action.run());
      } catch (Exception e) {
        e.printStackTrace();
        response.sendError(500, e.toString());
      }
    }
  }
}
