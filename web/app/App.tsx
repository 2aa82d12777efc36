import { Alert, Button } from 'antd';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { Link, Navigate, NavLink, Route, Routes, useLocation } from 'react-router';
import type { SessionView } from '../../src/server/v1/people.ts';
import { holdToken, Refused, send, whenEnded } from './api/client.ts';
import { said } from './api/use.ts';
import { useWaiting } from './desk/waiting.ts';
import { inboxesOf } from './inbox/words.ts';
import { Offline, Waiting } from './parts/States.tsx';
import { holds, SessionContext } from './session/session.ts';

const Login = lazy(() => import('./session/Login.tsx'));
const Password = lazy(() => import('./session/Password.tsx'));
const Sessions = lazy(() => import('./session/Sessions.tsx'));
const Desk = lazy(() => import('./desk/Desk.tsx'));
const Organisations = lazy(() => import('./people/Organisations.tsx'));
const Accounts = lazy(() => import('./people/Accounts.tsx'));
const NewPaper = lazy(() => import('./paper/NewPaper.tsx'));
const Paper = lazy(() => import('./paper/Paper.tsx'));
const Projects = lazy(() => import('./projects/Projects.tsx'));
const Project = lazy(() => import('./projects/Project.tsx'));
const Matrix = lazy(() => import('./matrix/Matrix.tsx'));
const Duties = lazy(() => import('./matrix/Duties.tsx'));
const Difference = lazy(() => import('./difference/Difference.tsx'));
const PublishedDifference = lazy(() => import('./published/PublishedDifference.tsx'));
const Inbox = lazy(() => import('./inbox/Inbox.tsx'));
const InboxPaper = lazy(() => import('./inbox/InboxPaper.tsx'));
const PublishedList = lazy(() => import('./published/PublishedList.tsx'));
const Published = lazy(() => import('./published/Published.tsx'));

/** undefined: not asked yet */
type Asked = SessionView | null | undefined;

export function App() {
  const [session, setSession] = useState<Asked>(undefined);
  const [ended, setEnded] = useState(false);
  const [error, setError] = useState('');
  const enter = useCallback((next: SessionView | null) => {
    holdToken(next?.csrf ?? '');
    setSession(next);
    setEnded(false);
  }, []);
  useEffect(() => {
    whenEnded(() => {
      enter(null);
      setEnded(true);
    });
    send<SessionView>('get', '/session')
      .then(enter)
      .catch((failure: unknown) => {
        if (failure instanceof Refused && failure.status === 401) enter(null);
        else setError(said(failure));
      });
  }, [enter]);
  return (
    <>
      <Offline />
      <Suspense fallback={<Waiting />}>
        <Routes>
          <Route path="/published" element={<PublishedList />} />
          <Route path="/published/:id" element={<Published />} />
          <Route path="/published/:id/difference" element={<PublishedDifference />} />
          <Route
            path="/*"
            element={
              error ? (
                <main className="narrow">
                  <Alert
                    type="error"
                    showIcon
                    title={error}
                    action={<Button onClick={() => location.reload()}>再试一次</Button>}
                    role="alert"
                  />
                </main>
              ) : session === undefined ? (
                <Waiting />
              ) : session === null ? (
                <Login enter={enter} ended={ended} />
              ) : (
                <SessionContext value={{ session, enter }}>
                  <Inside session={session} leave={() => enter(null)} />
                </SessionContext>
              )
            }
          />
        </Routes>
      </Suspense>
    </>
  );
}

/** What somebody sees who is logged in. */
function Inside({ session, leave }: { readonly session: SessionView; readonly leave: () => void }) {
  const { pathname } = useLocation();
  const [failed, setFailed] = useState('');
  const logout = () =>
    void send('delete', '/session').then(leave, (error: unknown) => {
      if (error instanceof Refused && error.status === 401) leave();
      else setFailed(said(error));
    });
  const waiting = useWaiting(session.mustChange ? null : pathname);
  const admin = holds(session, 'admin');
  const reviews = holds(session, 'bureau', 'department');
  return (
    <>
      <a className="skip" href="#content">
        跳到正文
      </a>
      <header className="top">
        <Link to="/">
          <strong>明账</strong> 工作区
        </Link>
        <nav aria-label="主导航">
          {!session.mustChange && (
            <>
              <NavLink to="/" end>
                工作台
                {waiting > 0 && (
                  <span className="count" title={`${waiting} 件事等你办`}>
                    {waiting}
                  </span>
                )}
              </NavLink>
              {holds(session, 'preparer', 'head', 'department') && <NavLink to="/projects">项目</NavLink>}
              {reviews && <NavLink to="/matrix">进度总览</NavLink>}
              {admin && <NavLink to="/duties">应编文本</NavLink>}
              {inboxesOf(session).length > 0 && <NavLink to="/inbox">收件箱</NavLink>}
              {admin && <NavLink to="/organisations">单位</NavLink>}
              {admin && <NavLink to="/accounts">账号</NavLink>}
              <NavLink to="/sessions">我的登录</NavLink>
              <NavLink to="/password">改口令</NavLink>
              <a href="/">校验和编制</a>
            </>
          )}
        </nav>
        <span>{session.name}</span>
        <Button type="text" onClick={logout}>
          退出登录
        </Button>
      </header>
      <main id="content" className="content" tabIndex={-1}>
        {failed && <Alert type="error" showIcon title={failed} role="alert" />}
        <Suspense fallback={<Waiting />} key={pathname}>
          {session.mustChange ? (
            <Password />
          ) : (
            <Routes>
              <Route path="/" element={<Desk />} />
              <Route path="/matrix" element={<Matrix />} />
              <Route path="/duties" element={<Duties />} />
              <Route path="/inbox" element={<Inbox />} />
              <Route path="/inbox/:id" element={<InboxPaper />} />
              <Route path="/organisations" element={<Organisations />} />
              <Route path="/accounts" element={<Accounts />} />
              <Route path="/sessions" element={<Sessions />} />
              <Route path="/password" element={<Password />} />
              <Route path="/papers/new" element={<NewPaper />} />
              <Route path="/papers/:id" element={<Paper />} />
              <Route path="/papers/:id/difference" element={<Difference home="/papers" />} />
              <Route path="/projects" element={<Projects />} />
              <Route path="/projects/:id" element={<Project />} />
              <Route path="*" element={<Navigate to="/" replace />} />
            </Routes>
          )}
        </Suspense>
      </main>
    </>
  );
}
