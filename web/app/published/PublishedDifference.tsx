import Difference from '../difference/Difference.tsx';
import { Top } from './Top.tsx';

/** What changed between two published versions, for anybody. */
export default function PublishedDifference() {
  return (
    <>
      <Top />
      <main className="content">
        <Difference home="/published" />
      </main>
    </>
  );
}
