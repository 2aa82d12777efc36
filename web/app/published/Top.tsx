import { Link } from 'react-router';

/** The head of pages that anybody reads. */
export const Top = () => (
  <header className="top">
    <Link to="/published">
      <strong>明账</strong> 已公开的文本
    </Link>
    <nav aria-label="主导航">
      <Link to="/">登录工作区</Link>
      <a href="/">校验和编制</a>
    </nav>
  </header>
);
